"""The OpenAPI document and its x- fields, read in one place."""
