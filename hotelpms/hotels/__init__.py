"""Hotels and the people who work in them: roles and rights, and the business date."""
