// Runs before the first paint, as a file because the content policy forbids inline script.
try {
  const theme = localStorage.getItem('outlay.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage may be forbidden: the system's theme then holds.
}
