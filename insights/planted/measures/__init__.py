"""What the report objects say of a planted world, beside what is so."""
