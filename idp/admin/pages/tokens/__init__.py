"""Flask's thin door to hardware tokens in the console."""
