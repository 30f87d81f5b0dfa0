"""Flask with Authlib."""

from idp.admin.clients.recipes.recipe import EVERYWHERE, Facts, Recipe


def write_authlib(facts: Facts) -> Recipe:
    """Return a whole small application: it signs people in and says who they are."""
    proof = {
        "none": '    token_endpoint_auth_method="none",\n',
        "private_key_jwt": (
            '    client_secret=open("private.pem").read(),\n'
            f'    client_auth_methods=[PrivateKeyJWT("{facts.issuer}/token")],\n'
            '    token_endpoint_auth_method="private_key_jwt",\n'
        ),
    }.get(
        facts.auth_method,
        '    client_secret=os.environ["CLIENT_SECRET"],\n'
        f'    token_endpoint_auth_method="{facts.auth_method}",\n',
    )
    imports = (
        "from authlib.oauth2.rfc7523 import PrivateKeyJWT\n" if facts.auth_method == "private_key_jwt" else ""
    )
    started = f"# CLIENT_SECRET={facts.secret} " if facts.has_secret else "# "
    text = f"""\
# pip install authlib flask requests
{started}SECRET_KEY=$(openssl rand -hex 32) flask --app app run{facts.port_option}
import os

from authlib.integrations.flask_client import OAuth
{imports}from flask import Flask, redirect, session, url_for

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
oauth = OAuth(app)
oauth.register(
    "idp",
    client_id="{facts.client_id}",
{proof}    server_metadata_url="{facts.issuer}/.well-known/openid-configuration",
    client_kwargs={{"scope": "{facts.scope}", "code_challenge_method": "S256"}},
)


@app.get("/")
def home():
    person = session.get("person")
    return f"Signed in: {{person['sub']}} with {{person['acr']}}" if person else redirect(url_for("login"))


@app.get("/login")
def login():
    return oauth.idp.authorize_redirect("{facts.redirect_uri}")


@app.get("{facts.callback_path}")
def callback():
    token = oauth.idp.authorize_access_token()
    session.clear()
    session["person"] = {{name: token["userinfo"][name] for name in ("sub", "acr", "sid")}}
    return redirect(url_for("home"))
"""
    return Recipe("Authlib (Python, Flask)", "app.py", text, EVERYWHERE)
