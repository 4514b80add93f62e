"""What templates of organisation print, prepared."""
