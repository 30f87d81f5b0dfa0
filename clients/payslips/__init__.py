"""Lönebesked: an employee's payslips, on paper, on screen and as PDF."""

from .app import create_app

__all__ = ["create_app"]
