"""Settlement of a smart cabinet: from weights before and after shopping to what is charged."""
