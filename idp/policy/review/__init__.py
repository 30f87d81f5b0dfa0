"""What a policy does and what a change of it would do: pure views of decide()."""
