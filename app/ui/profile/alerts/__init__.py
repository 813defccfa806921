"""The alerts of a profile: which to see, what each says and does, and what people decided about them."""
