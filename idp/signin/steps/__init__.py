"""What each step does with what was typed. No step knows of Flask."""
