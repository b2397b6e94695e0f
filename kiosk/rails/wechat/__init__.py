"""WeChat Pay, API v3, over the package wechatpayv3, and what its answers mean for us."""
