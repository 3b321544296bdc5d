import '@vibe/core/tokens';
import './style.css';
import { StrictMode, type JSX } from 'react';
import { createRoot } from 'react-dom/client';
import { App, NoAnswer } from './app.js';
import { followContext } from './monday.js';
import { applyTheme } from './theme.js';

const root = createRoot(document.getElementById('root')!);

const show = (content: JSX.Element): void => root.render(<StrictMode>{content}</StrictMode>);

followContext(
  ({ boardId, theme }) => {
    applyTheme(theme);
    show(<App key={boardId} boardId={boardId} />);
  },
  () => {
    applyTheme('light');
    show(<NoAnswer />);
  },
);
