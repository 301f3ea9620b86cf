"""Synthetic patients whose analysis reproduces two publications."""
