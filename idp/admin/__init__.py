"""What the helpdesk does for others: for those whom the policy lets in to it, at the workplace."""
