"""Run with: python -m clients.sick_child"""

from clients.relying_party.serving import run

from .app import create_app

if __name__ == "__main__":
    run("sick_child", create_app, port=8002)
