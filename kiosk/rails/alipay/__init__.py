"""Alipay's open platform: gateway.do, RSA2, and what its answers mean for us."""
