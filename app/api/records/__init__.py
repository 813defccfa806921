"""What goes in and comes out, as typed records: the source of the OpenAPI document."""
