"""Run with: python -m clients.payslips"""

from clients.relying_party.serving import run

from .app import create_app

if __name__ == "__main__":
    run("payslips", create_app, port=8001)
