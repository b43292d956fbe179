"""The folder of the one module that is installed beside the packages, under a name that no project has."""
