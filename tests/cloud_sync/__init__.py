"""Tests of cloud_sync."""
