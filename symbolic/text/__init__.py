"""Text, files and other libraries' objects turned into exact values; `symbolic.parsing` and `symbolic.reading` are the doors."""
