"""The provider's keys as an administrator sees and moves them: listed, rotated by hand or by time, revoked."""
