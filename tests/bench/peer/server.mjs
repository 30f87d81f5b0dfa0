// npm's oidc-provider in the shape the bench compares with: one process, ES256, rotation, every sign-in let through.
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';
import { PostgresqlAdapter } from './adapter.mjs';

const { ISSUER, PORT, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI } = process.env;
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });

const provider = new Provider(ISSUER, {
  adapter: PostgresqlAdapter,
  jwks: { keys: [{ ...key, use: 'sig', alg: 'ES256', kid: 'bench' }] },
  cookies: { keys: ['the bench signs its cookies too'] },
  clients: [{
    client_id: CLIENT_ID,
    client_secret: CLIENT_SECRET,
    redirect_uris: [REDIRECT_URI],
    grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
    response_types: ['code'],
    id_token_signed_response_alg: 'ES256',
  }],
  claims: { openid: ['sub'], profile: ['name', 'given_name', 'family_name', 'preferred_username'] },
  features: {
    devInteractions: { enabled: false },
    introspection: { enabled: true },
    clientCredentials: { enabled: true },
    revocation: { enabled: true },
    backchannelLogout: { enabled: true },
  },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: 'A Person', given_name: 'A', family_name: 'Person', preferred_username: id }),
  }),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  issueRefreshToken: () => true,
  rotateRefreshToken: true,
  loadExistingGrant: async (ctx) => {
    const { provider: own } = ctx.oidc;
    const known = ctx.oidc.session.grantIdFor(ctx.oidc.client.clientId);
    if (known) return own.Grant.find(known);
    const grant = new own.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid profile');
    await grant.save();
    return grant;
  },
});

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/interaction/')) return next();
  return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: 'somebody' } });
});

provider.listen(Number(PORT), '127.0.0.1');
