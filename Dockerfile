# One image for the services, the migrator and the mock registries. Which one a container is, its command and SERVICE say.
# Debian, because the locked packages have no builds for musl.
FROM node:24.21.0-bookworm-slim
ENV NODE_COMPILE_CACHE=/tmp/opptak-compiled
WORKDIR /opptak
COPY . .
# Without what only tests use. Optional packages stay: the letter writer's program for this platform is one of them.
RUN npx -y pnpm@12.21.0 install --prod --frozen-lockfile --filter '!@opptak/testing' \
  && rm -rf /root/.npm /root/.cache /root/.local \
  && mkdir /keys && chown node:node /keys
USER node
# Node runs TypeScript by itself; `exec`, so that SIGTERM reaches it.
CMD ["sh", "-c", "exec node \"services/${SERVICE:?SERVICE is not set}/src/main.ts\""]
