"""`idp policy`: look at the policy, and try a change before it is live."""
