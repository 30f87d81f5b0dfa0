"""Who may reach what, how, from where and when: pure rules, one function that decides, and the checks on them."""
