"""The words of the business, tried one by one."""
