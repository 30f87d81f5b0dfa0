"""Spring Boot with Spring Security: the settings, and what no setting says."""

from typing import Final

from idp.admin.clients.recipes.recipe import SERVERS, Facts, Recipe

IMPORTS: Final = """\
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.SecurityFilterChain;
"""


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
// Beside the class with @SpringBootApplication, below the same package line.
{IMPORTS}
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
