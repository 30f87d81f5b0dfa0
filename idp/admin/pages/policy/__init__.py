"""Pages on which the policy is read, tried, drafted, agreed to and published."""
