"""What Heartline claims about its speed, each claim as one script. See README.md."""
