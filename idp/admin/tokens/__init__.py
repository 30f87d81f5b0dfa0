"""The cupboard of hardware tokens: taken in, handed out, taken back."""
