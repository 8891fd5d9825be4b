/** Creates a script that moves the page's clock by `offset` milliseconds. Put it before all other scripts. */
export const createClockScript = (offset: number) => `<script>
  const DeviceDate = Date;
  window.Date = class extends DeviceDate {
    constructor(...args) { super(...(args.length ? args : [DeviceDate.now() + ${offset}])); }
    static now() { return DeviceDate.now() + ${offset}; }
  };
</script>`;
