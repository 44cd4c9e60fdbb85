/** The name of the build, put in by the bundler (vite.config.ts). */
declare const __BUILD__: string;
