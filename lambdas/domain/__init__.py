"""The words of the product: values, errors and ports, standard library only."""
