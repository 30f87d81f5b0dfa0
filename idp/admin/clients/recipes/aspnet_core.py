"""ASP.NET Core with Microsoft.AspNetCore.Authentication.OpenIdConnect."""

from idp.admin.clients.recipes.recipe import SERVERS, Facts, Recipe


def write_aspnet_core(facts: Facts) -> Recipe:
    """Return what goes into Program.cs: the handler posts its secret in the form."""
    scopes = "".join(f'    options.Scope.Add("{scope}");\n' for scope in facts.scopes)
    signed_out = (
        f'    options.SignedOutCallbackPath = "{path_of(facts.signed_out_uri)}";\n'
        if facts.signed_out_uri
        else ""
    )
    text = f"""\
// dotnet add package Microsoft.AspNetCore.Authentication.OpenIdConnect
// Start it with CLIENT_SECRET={facts.secret} in the environment.
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

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
{scopes}}});

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
