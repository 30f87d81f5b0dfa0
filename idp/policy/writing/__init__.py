"""Writes single rules into the text of a policy; its comments and its layout stay."""
