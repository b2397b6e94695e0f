"""Tests of kiosk/rails/alipay."""
