"""Tests of kiosk/rails/wechat."""
