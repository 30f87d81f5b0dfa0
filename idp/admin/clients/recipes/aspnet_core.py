"""ASP.NET Core with Microsoft.AspNetCore.Authentication.OpenIdConnect."""

from typing import Final

from idp.admin.clients.recipes.recipe import SERVERS, Facts, Recipe

BASIC_USINGS: Final = """\
using System.Net.Http.Headers;
using System.Text;
"""
BASIC_EVENTS: Final = """\
    options.Events.OnAuthorizationCodeReceived = received =>
    {
        // The handler posts the secret in the form; this application is registered to send it in the header.
        var pair = $"{options.ClientId}:{options.ClientSecret}";
        received.TokenEndpointRequest!.ClientSecret = null;
        received.Backchannel.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        return Task.CompletedTask;
    };
"""


def write_aspnet_core(facts: Facts) -> Recipe:
    """Return what goes into Program.cs; the handler posts its secret in the form unless it is told otherwise."""
    scopes = "".join(f'    options.Scope.Add("{scope}");\n' for scope in facts.scopes)
    signed_out = (
        f'    options.SignedOutCallbackPath = "{path_of(facts.signed_out_uri)}";\n'
        if facts.signed_out_uri
        else ""
    )
    usings, events = (BASIC_USINGS, BASIC_EVENTS) if facts.auth_method == "client_secret_basic" else ("", "")
    text = f"""\
// dotnet add package Microsoft.AspNetCore.Authentication.OpenIdConnect
// Start it with CLIENT_SECRET={facts.secret} in the environment.
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
{usings}
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddAuthorization();
builder.Services.AddAuthentication(options =>
{{
    options.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
    options.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
}})
.AddCookie()
.AddOpenIdConnect(options =>
{{
    options.Authority = "{facts.issuer}";
    options.ClientId = "{facts.client_id}";
    options.ClientSecret = builder.Configuration["CLIENT_SECRET"];
    options.ResponseType = "code";
    options.ResponseMode = "query";
    options.UsePkce = true;
    options.CallbackPath = "{facts.callback_path}";
{signed_out}    options.MapInboundClaims = false;
    options.Scope.Clear();
{scopes}{events}}});

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
app.MapGet("/", (HttpContext http) => http.User.FindFirst("sub")!.Value).RequireAuthorization();
app.Run();
"""
    return Recipe("ASP.NET Core", "Program.cs", text, SERVERS)


def path_of(uri: str) -> str:
    """Return the path of an address."""
    return "/" + uri.partition("://")[2].partition("/")[2]
