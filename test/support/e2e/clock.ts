/** As a device has it whose clock is off by so many milliseconds: set before any script of ours is there. */
export const wrongClock = (off: number) => `<script>
  const own = Date;
  window.Date = class extends own {
    constructor(...args) { super(...(args.length ? args : [own.now() + ${off}])); }
    static now() { return own.now() + ${off}; }
  };
</script>`;
