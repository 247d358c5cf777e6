// Draws a result's trend from the points that the page carries; the same values stand in its table.
(() => {
  const place = document.getElementById('trend');
  const points = [...document.querySelectorAll('#points li')].map((item) => item.dataset);
  if (!place || !points.length || !window.echarts) return;
  const names = [...new Set(points.map((point) => point.name))];
  const bound = (value, label) => (value === '' || value === undefined ? [] : [{ yAxis: Number(value), name: label }]);
  const chart = window.echarts.init(place);
  chart.setOption({
    animation: false,
    grid: { left: 48, right: 16, top: 28, bottom: 32 },
    tooltip: { trigger: 'axis' },
    legend: names.length > 1 ? { data: names } : undefined,
    xAxis: { type: 'time' },
    yAxis: { type: 'value', name: points[0].unit, scale: true },
    series: names.map((name) => ({
      name,
      type: 'line',
      symbolSize: 8,
      data: points.filter((point) => point.name === name).map((point) => [Number(point.at), Number(point.value)]),
      markLine: {
        silent: true,
        symbol: 'none',
        lineStyle: { color: '#b3261e', type: 'dashed' },
        data: [...bound(points[0].low, '下限'), ...bound(points[0].high, '上限')],
      },
    })),
    color: ['#0b6e4f', '#a15c00'],
  });
  window.addEventListener('resize', () => chart.resize());
})();
