# One image for the services, the migrator and the mock registries. Which one a container is, its command and SERVICE say.
# Debian, because the locked packages have no builds for musl.
FROM node:24.21.0-bookworm-slim
ENV NODE_COMPILE_CACHE=/tmp/opptak-compiled
WORKDIR /opptak
COPY . .
# Without what only tests use, and without optional packages: PostgreSQL's own programs, and faster versions of what works
# without them.
RUN npx -y pnpm@12.21.0 install --prod --no-optional --frozen-lockfile --filter '!@opptak/testing' \
  && rm -rf /root/.npm /root/.cache /root/.local \
  && mkdir /keys && chown node:node /keys
USER node
# Node runs TypeScript by itself; `exec`, so that SIGTERM reaches it.
CMD ["sh", "-c", "exec node \"services/${SERVICE:?SERVICE is not set}/src/main.ts\""]
