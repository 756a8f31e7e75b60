import type { Component } from 'solid-js';

const App: Component = () => null;

export default App;
