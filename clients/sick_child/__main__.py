"""Run with: python -m clients.sick_child"""

import os

from clients.relying_party import load_config
from clients.relying_party.serving import serve

from .app import create_app

if __name__ == "__main__":
    config = load_config("sick_child", os.environ, port=8002)
    serve(create_app(config), config)
