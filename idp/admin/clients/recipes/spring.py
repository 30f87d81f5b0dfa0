"""Spring Boot with Spring Security: the settings, and what no setting says."""

from idp.admin.clients.recipes.recipe import SERVERS, Facts, Recipe


def write_spring(facts: Facts) -> Recipe:
    """Return what goes into application.yaml; the starter is spring-boot-starter-oauth2-client."""
    secret = "            client-secret: ${CLIENT_SECRET}\n" if facts.has_secret else ""
    started = (
        f"# Start it with CLIENT_SECRET={facts.secret} in the environment.\n" if facts.has_secret else ""
    )
    text = f"""\
{started}spring:
  security:
    oauth2:
      client:
        registration:
          idp:
            client-id: {facts.client_id}
{secret}            client-authentication-method: {facts.auth_method}
            authorization-grant-type: authorization_code
            redirect-uri: "{facts.redirect_uri}"
            scope: {", ".join(facts.scopes)}
        provider:
          idp:
            issuer-uri: {facts.issuer}
            user-name-attribute: sub
"""
    return Recipe("Spring Boot", "application.yaml", text, (*SERVERS, "none"))


def write_spring_security(facts: Facts) -> Recipe:
    """Return the class that switches PKCE on, takes the answer where it is registered, and names the algorithm."""
    text = f"""\
// For the application {facts.client_id} at {facts.issuer}
@Configuration
class SignIn {{
    @Bean
    SecurityFilterChain security(HttpSecurity http, ClientRegistrationRepository clients) throws Exception {{
        var requests = new DefaultOAuth2AuthorizationRequestResolver(clients, "/oauth2/authorization");
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce()); // S256
        return http
            .authorizeHttpRequests(all -> all.anyRequest().authenticated())
            .oauth2Login(login -> login
                .authorizationEndpoint(to -> to.authorizationRequestResolver(requests))
                .redirectionEndpoint(back -> back.baseUri("{facts.callback_path}")))
            .build();
    }}

    @Bean
    JwtDecoderFactory<ClientRegistration> idTokens() {{
        var factory = new OidcIdTokenDecoderFactory();
        factory.setJwsAlgorithmResolver(client -> SignatureAlgorithm.{facts.id_token_alg});
        return factory;
    }}
}}
"""
    return Recipe("Spring Security", "SignIn.java", text, (*SERVERS, "none"))
