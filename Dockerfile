# Debian, not Alpine: the packages' prebuilt binaries are made for glibc, and it is what the tests run on. Node 22 has
# SQLite built in, and is the newest that monday code has too.
ARG NODE=22.22.3-bookworm-slim

FROM node:${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/persistence/package.json packages/persistence/
COPY packages/local-platform/package.json packages/local-platform/
RUN npm ci --no-audit --no-fund
COPY . .
# dist has in it what it needs of the packages.
RUN npm run build && npm prune --omit=dev --workspaces=false --no-audit --no-fund

FROM node:${NODE}
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# The user "node" of the image. By number, so that Kubernetes sees that it is not root.
USER 1000:1000
EXPOSE 8080
# Alive, not ready: a new start mends no database.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 8080) + '/health/live').then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))"]
# No shell and no npm between the engine and the app: SIGTERM reaches it.
CMD ["node", "--enable-source-maps", "dist/main.js"]
