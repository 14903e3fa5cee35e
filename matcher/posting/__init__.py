"""The life of a post: written as a draft, submitted, published unless somebody objects, kept alive, ended."""
