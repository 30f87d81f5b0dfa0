"""What is looked after in the background, about once a minute, whoever asks for anything or nobody."""
