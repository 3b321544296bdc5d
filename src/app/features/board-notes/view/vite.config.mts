import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `npm run build` and `npm run dev` add the addresses and the folders (docs/board-views.md). */
export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022', assetsInlineLimit: 0 },
});
