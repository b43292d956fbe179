"""The pytest plugin: `entry/eigenproof_pytest.py` is what pytest loads, and it alone; the rest is imported when it is used."""
