"""Textbook twins of the kernels: loops over the definitions, independent of the package."""
