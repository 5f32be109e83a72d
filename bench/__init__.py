"""Measurements: each file is one, prints lines of JSON, and compares with something that can not be faster."""
