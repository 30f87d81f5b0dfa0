"""The provider that every protocol attack is made on."""

from tests.protocol.conftest import payslips, world

__all__ = ["payslips", "world"]
