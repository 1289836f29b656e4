"""Small pictures drawn, and what a picture is, read from its bytes."""
