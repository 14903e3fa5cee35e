"""Ground floor: tables and schemas, one file per noun; taxonomies; migrations. Imports nothing of ours."""
